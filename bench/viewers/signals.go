package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
)

// signals is the signalling of one participant. It counts what comes, by kind.
type signals struct {
	socket  *websocket.Conn
	writing sync.Mutex
	mutex   sync.Mutex
	came    map[string]int
}

func (s *signals) send(request *livekit.SignalRequest) error {
	data, err := proto.Marshal(request)
	if err != nil {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.socket.WriteMessage(websocket.BinaryMessage, data)
}

func (s *signals) read() (*livekit.SignalResponse, error) {
	_, data, err := s.socket.ReadMessage()
	if err != nil {
		return nil, err
	}
	response := &livekit.SignalResponse{}
	if err := proto.Unmarshal(data, response); err != nil {
		return nil, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.came == nil {
		s.came = map[string]int{}
	}
	s.came[fmt.Sprintf("%T", response.Message)[len("*livekit.SignalResponse_"):]]++
	return response, nil
}

func (s *signals) counts() map[string]int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	copied := map[string]int{}
	for kind, count := range s.came {
		copied[kind] = count
	}
	return copied
}

// ping keeps the connection alive as livekit-client does: with the old kind and the new one.
func (s *signals) ping(every int32) {
	for {
		time.Sleep(time.Duration(every) * time.Second)
		now := time.Now().UnixMilli()
		old := s.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Ping{Ping: now}})
		asked := &livekit.SignalRequest_PingReq{PingReq: &livekit.Ping{Timestamp: now, Rtt: 1}}
		if old != nil || s.send(&livekit.SignalRequest{Message: asked}) != nil {
			return
		}
	}
}

// joinQuery is the query of /rtc/v1, with the first offer in it.
func joinQuery(token string, offer *livekit.SessionDescription) string {
	request := &livekit.JoinRequest{
		ClientInfo: &livekit.ClientInfo{
			Sdk: livekit.ClientInfo_JS, Version: "2.23.0", Protocol: 17, Os: "Linux", Browser: "Chrome", BrowserVersion: "140.0",
		},
		ConnectionSettings: &livekit.ConnectionSettings{},
		PublisherOffer:     offer,
	}
	data, _ := proto.Marshal(request)
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, _ = writer.Write(data)
	_ = writer.Close()
	wrapped, _ := proto.Marshal(&livekit.WrappedJoinRequest{
		Compression: livekit.WrappedJoinRequest_GZIP, JoinRequest: packed.Bytes(),
	})
	return url.Values{"access_token": {token}, "join_request": {base64.URLEncoding.EncodeToString(wrapped)}}.Encode()
}
